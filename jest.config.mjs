export default {
	testEnvironment: '<rootDir>/test/environment.cjs',
	testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require'] },
	testMatch: ['<rootDir>/{test,reference-server/test}/**/*.test.mts'],
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
	// Loads n8n-workflow once per process and not once per test file, as `harness/core.mts` does with the rest of n8n.
	moduleNameMapper: { '^n8n-workflow$': '<rootDir>/test/harness/n8n-workflow.cjs' },
	globalSetup: '<rootDir>/test/jest.setup.mjs',
	globalTeardown: '<rootDir>/test/jest.teardown.mjs',
	// Jest would leave one core alone, and two are all that most machines for CI have.
	maxWorkers: '100%',
	testTimeout: 20_000,
};
