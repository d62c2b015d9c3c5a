const { mixinJestEnvironment } = require('@stryker-mutator/jest-runner');
const TestEnvironment = require('../../test/environment.cjs');

/**
 * The tests' environment, with what Stryker tells mutated code at hand outside of Jest's sandbox too: n8n loads the
 * build there, once per process, so that it has to be told anew which mutant is the one.
 */
module.exports = class extends mixinJestEnvironment(TestEnvironment) {
	constructor(config, context) {
		super(config, context);
		globalThis.__stryker__ = this.global.__stryker__;
		globalThis.__stryker__.activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
	}
};
