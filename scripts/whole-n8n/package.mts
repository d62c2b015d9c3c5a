import { join } from 'node:path';

import { installPackage } from '../pack.mts';

/**
 * Puts this package into an n8n as its installer does: into its folder of community nodes.
 * @param home n8n's user folder
 */
export async function installIntoN8n(home: string): Promise<void> {
	await installPackage(join(home, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-pilotstatus'));
}
