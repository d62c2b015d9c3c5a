// The one of the core under test: errors are only recognised when all share one copy.
const { PILOTSTATUS_CORE = process.cwd() } = process.env;
module.exports = globalThis.createRequire(`${PILOTSTATUS_CORE}/package.json`)('n8n-workflow');
