const { createRequire } = require('node:module');
const { TestEnvironment } = require('jest-environment-node');

process.env.N8N_LOG_LEVEL ??= 'silent';

/**
 * Tests with Node's own module system at hand: Jest's would load n8n anew for every test file, which takes longer than
 * most of them (35 s in place of 19 for the engine suites, on two cores).
 */
module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.global.createRequire = createRequire;
		this.global.outside = globalThis;
	}
};
