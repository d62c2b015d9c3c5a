const { createEmptyTestResult } = require('@jest/test-result');
const { default: circus } = require('jest-circus/runner');

/** The mutant whose tests run now, and whether one of them has failed. */
let mutant;
let isKilled = false;

/** Stands for all tests of a file that is left out; Jest takes a file without any for a broken one. */
const SKIPPED = {
	ancestorTitles: [],
	failureDetails: [],
	failureMessages: [],
	fullName: 'left out',
	numPassingAsserts: 0,
	status: 'pending',
	title: 'left out',
};

/**
 * Jest's own runner, but the first failed test of a mutant ends its run: one is enough to kill it.
 * The name holds `jest-circus`, by which Stryker knows that test events reach the environment.
 */
module.exports = async function run(
	globalConfig,
	config,
	environment,
	runtime,
	testFilePath,
	...rest
) {
	const active = process.env.__STRYKER_ACTIVE_MUTANT__;
	if (active !== mutant) [mutant, isKilled] = [active, false];
	if (isKilled) return { ...createEmptyTestResult(), testFilePath, testResults: [SKIPPED] };
	if (mutant !== undefined) {
		const handle = environment.handleTestEvent;
		environment.handleTestEvent = async (event, state) => {
			await handle?.call(environment, event, state);
			if (event.name === 'test_start' && isKilled) event.test.mode = 'skip';
			if (event.name === 'test_done' && event.test.errors.length > 0) isKilled = true;
		};
	}
	return await circus(globalConfig, config, environment, runtime, testFilePath, ...rest);
};
