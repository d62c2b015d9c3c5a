/**
 * n8n's verification scan, on this checkout and on the tarball that would be published: the scanner's own
 * configuration, once with the plugin version that the scanner brings and once with the one of n8n-node lint.
 * The scanner's command line takes published packages only, so its parts are called here.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnce } from '../cache.mts';
import { unpackPackage } from '../pack.mts';

type Config = { plugins?: object; rules?: object };

/** Largest tarball that we want to publish, in bytes: 90 KB, of which the READMEs may be 20. */
const LARGEST = 90 * 1024;
const PLUGIN = '@n8n/eslint-plugin-community-nodes';
const here = import.meta.dirname;

const manifest = readFileSync(join(here, 'package.json'), 'utf8');
const folder = await installOnce(
	`scan-${JSON.parse(manifest).dependencies['@n8n/scan-community-package']}`,
	{
		'package.json': manifest,
		'package-lock.json': readFileSync(join(here, 'package-lock.json'), 'utf8'),
	},
	['ci', '--ignore-scripts'],
);
const scannerFile = join(folder, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
const { buildScanConfig, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scannerFile).href);
const { ESLint } = createRequire(scannerFile)('eslint');

/** The scanner's configuration with its plugin replaced by the one that n8n-node lint uses. */
async function withPluginOfCli(config: Config[]): Promise<Config[]> {
	const { n8nCommunityNodesPlugin } = await import(PLUGIN);
	const isOfPlugin = (entry: Config) => '@n8n/community-nodes' in (entry.plugins ?? {});
	return [n8nCommunityNodesPlugin.configs.recommended, ...config.filter((c) => !isOfPlugin(c))];
}

async function lint(cwd: string, patterns: string[], overrideConfig: Config[]): Promise<number> {
	const eslint = new ESLint({
		cwd,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig,
	});
	const files = patterns.flatMap((pattern) => globSync(pattern, { cwd }));
	const wanted = files.filter((file) => !file.startsWith('node_modules'));
	if (wanted.length === 0) throw new Error(`Nothing to scan in ${cwd}`);
	const results = await eslint.lintFiles(wanted.map((file) => resolve(cwd, file)));
	const sum = (key: string) => results.reduce((total: number, r: never) => total + r[key], 0);
	const [errors, warnings] = [sum('errorCount'), sum('warningCount')];
	console.log(`  ${wanted.length} files: ${errors} errors, ${warnings} warnings`);
	if (errors + warnings > 0) {
		console.log(await (await eslint.loadFormatter('stylish')).format(results));
	}
	return errors + warnings;
}

const scratch = mkdtempSync(join(tmpdir(), 'scan-'));
let findings = 0;
try {
	const unpacked = join(scratch, 'package');
	const size = unpackPackage(unpacked);
	console.log(`Tarball: ${size} bytes`);
	if (size >= LARGEST) {
		console.log(`  larger than ${LARGEST} bytes`);
		findings++;
	}
	const own: Config[] = await buildScanConfig();
	const versionIn = (root: string) =>
		JSON.parse(readFileSync(join(root, 'node_modules', PLUGIN, 'package.json'), 'utf8')).version;
	const configs: Array<[string, Config[]]> = [
		[`scanner's plugin ${versionIn(folder)}`, own],
		[`n8n-node's plugin ${versionIn(process.cwd())}`, await withPluginOfCli(own)],
	];
	for (const [name, config] of configs) {
		console.log(`Source leg, ${name}`);
		findings += await lint(process.cwd(), SOURCE_FILE_PATTERNS, config);
		console.log(`Tarball leg, ${name}`);
		findings += await lint(unpacked, ['**/*.js', 'package.json'], config);
	}
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = findings === 0 ? 0 : 1;
