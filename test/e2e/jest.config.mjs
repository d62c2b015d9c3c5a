import base from '../../jest.config.mjs';

/** Tests of a whole n8n: minutes, and gigabytes in the cache; `npm run test:e2e`. */
export default {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.mts'],
	globalSetup: '<rootDir>/test/e2e/jest.setup.mjs',
	testTimeout: 180_000,
	// Each file has an n8n of its own, which mostly waits.
	maxWorkers: 2,
};
