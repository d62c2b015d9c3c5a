import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Outside of the checkout, which lint walks as a whole.
const folder = mkdtempSync(join(tmpdir(), 'pilotstatus-mutation-'));
// Stryker would link the packages only after the build, which needs them.
symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: ['nodes/**/*.ts'],
	testRunner: 'jest',
	jest: {
		projectType: 'custom',
		configFile: 'jest.config.mjs',
		config: {
			testEnvironment: './scripts/mutation/environment.cjs',
			testMatch: ['<rootDir>/test/{unit,workflow}/**/*.test.mts'],
		},
		// Most tests run the build, of which Jest does not know where it comes from.
		enableFindRelatedTests: false,
	},
	ignorePatterns: ['dist'],
	// All mutants are in the sources at once, so one build is enough.
	buildCommand: 'npm run build',
	symlinkNodeModules: false,
	disableTypeChecks: 'nodes/**/*.ts',
	coverageAnalysis: 'perTest',
	// What is worked out while a file is loaded (descriptions, tables, patterns): a third of all mutants, each of which
	// would need every test. The tests of descriptions and tables compare those with what users see.
	ignoreStatic: true,
	concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 1),
	// Each file of tests leaves some memory behind.
	maxTestRunnerReuse: 80,
	// On top of the time that the tests of a mutant take without it.
	timeoutMS: 60_000,
	tempDirName: join(folder, 'sandbox'),
	reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
	clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
	jsonReporter: { fileName: join(folder, 'mutation.json') },
	htmlReporter: { fileName: join(folder, 'mutation.html') },
};
