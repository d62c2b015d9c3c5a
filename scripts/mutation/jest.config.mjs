import { fileURLToPath } from 'node:url';

import base from '../../jest.config.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** The tests that run the nodes, arranged so that thousands of mutants can be tried. */
export default {
	...base,
	rootDir: here('../..'),
	testMatch: ['<rootDir>/test/{unit,workflow,faults}/**/*.test.mts'],
	testRunner: here('jest-circus-bail.cjs'),
	testSequencer: here('sequencer.cjs'),
	testTimeout: 15_000,
};
