const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Stryker says by name which tests meet a mutant, and Jest would load every file to look for them. This sequencer
 * notes in the first run which file holds which names and how long it takes, and later leaves the other files out;
 * quick ones go first.
 */
module.exports = class MutationSequencer extends Sequencer {
	constructor({ contexts, globalConfig }) {
		super({ contexts, globalConfig });
		this.pattern = globalConfig.testNamePattern && new RegExp(globalConfig.testNamePattern, 'i');
		this.notes = join(globalConfig.rootDir, '.test-files.json');
	}

	sort(tests) {
		if (!existsSync(this.notes)) return tests;
		const files = JSON.parse(readFileSync(this.notes, 'utf8'));
		const meets = ({ path }) => files[path]?.names.some((name) => this.pattern.test(name)) ?? true;
		return tests
			.filter((test) => !this.pattern || meets(test))
			.sort((a, b) => (files[a.path]?.ms ?? 0) - (files[b.path]?.ms ?? 0));
	}

	cacheResults(_tests, { testResults }) {
		const { STRYKER_MUTATOR_WORKER, __STRYKER_ACTIVE_MUTANT__ } = process.env;
		// Not of a mutant, and not into the checkout, where somebody may run Jest with this configuration.
		if (!STRYKER_MUTATOR_WORKER || __STRYKER_ACTIVE_MUTANT__) return;
		const entries = testResults.map(({ testFilePath, perfStats, testResults: results }) => [
			testFilePath,
			{ ms: perfStats.end - perfStats.start, names: results.map(({ fullName }) => fullName) },
		]);
		writeFileSync(this.notes, JSON.stringify(Object.fromEntries(entries)));
	}
};
