import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { requireFromCore } from '../../test/harness/core.mts';
import { installOnce } from '../cache.mts';

/** What n8n 2.41.1 is made of, like the checkout's n8n-core 2.41.1 and n8n-workflow 2.41.0. */
const dependencies = { 'n8n-nodes-base': '2.41.1', '@n8n/db': '1.41.1' };

/** Requires as if from n8n-core's own folder. */
export const requireBesideCore = createRequire(requireFromCore.resolve('n8n-core/package.json'));

/**
 * Requires a file of the parts of n8n that the engine comes without: its nodes, and its database layer. They are
 * installed in the cache, and made to share the checkout's n8n-core, n8n-workflow and what belongs to them, as
 * in a real n8n: with copies of their own they would throw errors that the engine does not know.
 */
export const requirePart = await install();

async function install(): Promise<NodeJS.Require> {
	const folder = await installOnce(
		'n8n-2.41.1-parts',
		{ 'package.json': JSON.stringify({ private: true, dependencies }) },
		['install', '--ignore-scripts', '--omit=optional'],
	);
	const theirs = pathToFileURL(join(folder, '/')).href;
	registerHooks({
		resolve(specifier, context, next) {
			const isShared = /^(n8n-workflow|n8n-core|@n8n\/[^/]+)(\/|$)/.test(specifier);
			const ours =
				isShared && context.parentURL?.startsWith(theirs)
					? resolveBesideCore(specifier)
					: undefined;
			return ours ? { url: ours, shortCircuit: true } : next(specifier, context);
		},
	});
	return createRequire(join(folder, 'package.json'));
}

/** Undefined for what n8n-core does not need, and so has not got. */
function resolveBesideCore(specifier: string): string | undefined {
	try {
		return pathToFileURL(requireBesideCore.resolve(specifier)).href;
	} catch {
		return undefined;
	}
}
