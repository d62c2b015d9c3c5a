const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { minifySync } = require('@swc/core');
const { dest, parallel, series, src } = require('gulp');
const { build } = require('rolldown');
const { n8n } = require('./package.json');

/** Removes the last build, so that a deleted source file leaves nothing behind. */
function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

/** Copies what is no code: icons, codex files, and what the editor shows of outputs before the first run. */
function assets() {
	return src(['icons/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
	}).pipe(dest('dist'));
}

/**
 * All code in one file, and a door to it for each that n8n loads: opening a hundred small ones would take most of the
 * loading time. Blanks and names go, which is a quarter of the tarball: the frames of a stack say where, by line and
 * column, and no longer in which function.
 */
async function bundle() {
	const built = [...n8n.credentials, ...n8n.nodes].map((file) => /^dist\/(.*)\.js$/.exec(file)[1]);
	await build({
		input: Object.fromEntries(built.map((name) => [name, `${name}.ts`])),
		platform: 'node',
		// What n8n brings itself.
		external: /^[^./]/,
		output: {
			dir: 'dist',
			format: 'cjs',
			chunkFileNames: 'nodes/code.js',
			codeSplitting: { groups: [{ name: 'code', test: /./ }] },
			minify: { mangle: true, compress: true },
			comments: { legal: false, annotation: false, jsdoc: false },
		},
		logLevel: 'warn',
	});
	// A second look finds half a kilobyte more.
	const file = 'dist/nodes/code.js';
	const all = { compress: { toplevel: true, passes: 4, ecma: 2022 }, mangle: { toplevel: true } };
	writeFileSync(file, minifySync(readFileSync(file, 'utf8'), all).code);
}

exports.default = series(clean, parallel(bundle, assets));
