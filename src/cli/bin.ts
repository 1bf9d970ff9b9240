import { EXIT } from './io'
import { main } from './main'
import { ProcessIo } from './process'

// The program `integration-lint`.

const io = new ProcessIo()
// Until `main` has answered, nothing passes for clean: it may wait for something that never comes.
process.exitCode = EXIT.trouble
main(process.argv.slice(2), io).then((status) => io.end(status))
