const { rmSync } = require('node:fs');
const { dest, series, src } = require('gulp');

/** Removes the last build, so that a deleted source file leaves nothing behind. */
function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

/** Copies what tsc does not: icons and codex files. `encoding: false` keeps the bytes of a PNG. */
function assets() {
	return src(['icons/**/*.{svg,png}', 'nodes/**/*.{svg,png}', 'nodes/**/*.node.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.clean = clean;
exports.assets = assets;
exports.default = series(clean, assets);
