/**
 * Runs the engine suites on older versions of n8n's engine, each on a Node that this n8n supports.
 * The newest core is a devDependency, so `npm test` covers it; the others are installed in the cache.
 */
import { spawnSync } from 'node:child_process';
import { installNode, installOnce, withPath } from './cache.mts';

const matrix = [
	{ core: '1.122.48', node: '20.19.6' },
	{ core: '2.20.6', node: '22.23.3' },
];

for (const { core, node } of matrix) {
	const coreFolder = installOnce(
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
	const nodeFolder = installNode(node);
	console.log(`\n=== n8n-core ${core} on Node ${node}`);
	const run = spawnSync('node', ['node_modules/jest/bin/jest.js', 'test/workflow'], {
		stdio: 'inherit',
		env: { ...withPath(nodeFolder), PILOTSTATUS_CORE: coreFolder },
	});
	if (run.status !== 0) process.exit(1);
}
