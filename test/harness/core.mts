import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire as createNodeRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INodeType } from 'n8n-workflow';

// Which n8n runs the nodes: the checkout's own, or an older one that `npm run test:cores` has installed.
const coreFolder = process.env.PILOTSTATUS_CORE ?? process.cwd();

/** Where the package under test lies: built in the checkout, or installed from its tarball beside an older core. */
export const packageFolder = process.env.PILOTSTATUS_CORE
	? join(coreFolder, 'node_modules', 'n8n-nodes-pilotstatus')
	: coreFolder;

// n8n-core writes a settings file into this folder as soon as it is loaded. Jest's set-up brings its own.
const ownFolder = process.env.N8N_USER_FOLDER ? undefined : mkdtempSync(join(tmpdir(), 'n8n-'));
if (ownFolder) process.env.N8N_USER_FOLDER = ownFolder;
process.env.N8N_LOG_LEVEL ??= 'silent';

const inJest = globalThis as unknown as Partial<{
	outside: typeof globalThis;
	createRequire: typeof createNodeRequire;
}>;

/** Where n8n and the nodes find their globals, for a test that watches or replaces those: Jest's are its own. */
export const outside = inJest.outside ?? globalThis;
/** Node's own, for packages that Jest cannot load. */
export const createRequire = inJest.createRequire ?? createNodeRequire;

/** Requires as if from the core's folder. */
export const requireFromCore = createRequire(join(coreFolder, 'package.json'));

/** n8n's engine, of the version under test. */
export const core: typeof import('n8n-core') = requireFromCore('n8n-core');
/** The n8n-workflow that this engine uses; errors are only recognised when both share one copy. */
export const n8n: typeof import('n8n-workflow') = requireFromCore('n8n-workflow');

// The core may have a copy of its own.
export const { Container } = createRequire(requireFromCore.resolve('n8n-core/package.json'))(
	'@n8n/di',
);
Container.get(core.InstanceSettings);

/** A class of the build, loaded anew, as by another process: what the nodes keep in memory is not there. */
export function loadAnew(file: string, name: string): INodeType {
	for (const loaded of Object.keys(requireFromCore.cache)) {
		if (loaded.startsWith(join(packageFolder, 'dist'))) delete requireFromCore.cache[loaded];
	}
	const { [name]: Node } = requireFromCore(join(packageFolder, file));
	return new Node();
}

/** Removes the folder that n8n-core wrote to, where this process made it. */
export function disposeCore(): void {
	if (ownFolder) rmSync(ownFolder, { recursive: true, force: true });
}
