import baseline from '../../schemas/baseline.schema.json'
import config from '../../schemas/config.schema.json'
import report from '../../schemas/report.schema.json'

/** The published schemas of the tool's own files. Loaded with the first fault, for "did you mean". */
export const OWN_SCHEMAS = { baseline, config, report }
