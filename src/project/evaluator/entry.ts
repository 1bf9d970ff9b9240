import { serve } from './process'

serve()
