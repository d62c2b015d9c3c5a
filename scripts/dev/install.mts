/** Installs n8n in a process of its own, which leaves the one that shows the seconds free to do so. */
import { installWholeN8n } from '../whole-n8n/install.mts';

try {
	await installWholeN8n();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
