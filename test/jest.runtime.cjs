const Module = require('node:module');
const { isAbsolute, join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const PACKAGES = `${sep}node_modules${sep}`;
/** Where the package lies beside an older n8n-core, see `npm run test:cores`. */
const BUILD =
	process.env.PILOTSTATUS_CORE &&
	join(process.env.PILOTSTATUS_CORE, 'node_modules', 'n8n-nodes-pilotstatus') + sep;
const SHARED_ERRORS = [
	Error,
	EvalError,
	RangeError,
	ReferenceError,
	SyntaxError,
	TypeError,
	URIError,
];

process.env.N8N_LOG_LEVEL ??= 'silent';

/** The runtime of the test file that runs now. */
let current;

/**
 * Jest's module system with one difference: packages are loaded once per process and not once per test file, since
 * loading n8n takes longer than most files. Sources, the build and the tests are still loaded anew for each file.
 */
module.exports = class SharedPackagesRuntime extends Runtime {
	constructor(config, environment, ...rest) {
		super(config, environment, ...rest);
		current = this;
		this.build = BUILD ?? join(config.rootDir, 'dist') + sep;
		// Errors cross between packages and what is loaded anew; `instanceof` must recognise them.
		for (const shared of SHARED_ERRORS) environment.global[shared.name] = shared;
		// Where packages find their timers, for a test that watches them.
		environment.global.ofPackages = globalThis;
	}

	requireModuleOrMock(from, name) {
		if (!Module.isBuiltin(name) && !name.startsWith('@jest/')) {
			const path = name.startsWith('.') ? undefined : this._resolution.resolveCjs(from, name);
			if (path?.includes(PACKAGES) && !path.startsWith(this.build)) return require(path);
		}
		return super.requireModuleOrMock(from, name);
	}
};

// n8n's loader is one of the packages; what it loads from the build belongs to the test file.
const load = Module._load;
Module._load = function (request, ...rest) {
	if (isAbsolute(request) && current && request.startsWith(current.build)) {
		return current.requireModuleOrMock(__filename, request);
	}
	return load.call(this, request, ...rest);
};
