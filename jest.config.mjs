export default {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	// Loads n8n once per process and not once per test file, which takes longer than most of them.
	runtime: '<rootDir>/test/jest.runtime.cjs',
	globalSetup: '<rootDir>/test/jest.setup.mjs',
	globalTeardown: '<rootDir>/test/jest.teardown.mjs',
	// Jest would leave one core alone, and two are all that most machines for CI have.
	maxWorkers: '100%',
	testTimeout: 20_000,
};
