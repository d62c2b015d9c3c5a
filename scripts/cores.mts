/**
 * Runs the engine suites on older versions of n8n's engine, each on a Node that its n8n supports; with `--all`, on
 * every one of them; with `--core <version>`, on another version. The newest core is a devDependency, so `npm test`
 * covers it; the others are installed in the cache, and the package comes to them as n8n installs it: from its tarball.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { installNode, installOnce, withPath } from './cache.mts';
import { installPackage } from './pack.mts';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Versions of n8n's engine, each with the Nodes that its n8n asks for, the usual one first. */
const matrix = [
	{ core: '1.122.48', nodes: ['20.19.6', '22.23.3', '24.21.0'] },
	// One of its packages is an ES module, which Jest loads on Node 24 only, and asks for the option.
	{ core: '2.0.2', nodes: ['24.21.0'], options: '--experimental-vm-modules' },
	{ core: '2.20.6', nodes: ['22.23.3', '24.21.0'] },
	{ core: '2.35.5', nodes: ['24.21.0', '22.23.3'] },
	{ core: devDependencies['n8n-core'], nodes: ['24.21.0'] },
];

const { values } = parseArgs({
	options: { all: { type: 'boolean', default: false }, core: { type: 'string' } },
});
const usual = values.all ? matrix : matrix.slice(0, -1);
const chosen: typeof matrix = values.core ? [{ core: values.core, nodes: ['24.21.0'] }] : usual;
for (const { core, nodes, options } of chosen) {
	const coreFolder = await installOnce(
		`core-${core}`,
		{
			'package.json': JSON.stringify({
				private: true,
				dependencies: { 'n8n-core': core, zod: '3.25.76' },
			}),
		},
		// Nothing here needs a native addon; without scripts the install works on every Node.
		['install', '--ignore-scripts'],
	);
	// Where the core's n8n-workflow is found, as in n8n's own folder of packages.
	await installPackage(join(coreFolder, 'node_modules', 'n8n-nodes-pilotstatus'));
	for (const node of values.all ? nodes : nodes.slice(0, 1)) {
		const nodeFolder = await installNode(node);
		console.log(`\n=== n8n-core ${core} on Node ${node}`);
		// Older cores keep a timer of their own running, which would keep jest waiting.
		const jest = ['node_modules/jest/bin/jest.js', 'test/workflow', '--forceExit'];
		const run = spawnSync('node', jest, {
			stdio: 'inherit',
			timeout: 600_000,
			env: { ...withPath(nodeFolder), PILOTSTATUS_CORE: coreFolder, NODE_OPTIONS: options },
		});
		if (run.error) throw run.error;
		if (run.status !== 0) process.exit(1);
	}
}
