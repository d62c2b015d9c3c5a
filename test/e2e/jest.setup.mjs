import { installWholeN8n } from '../../scripts/whole-n8n/install.mts';
import setup from '../jest.setup.mjs';

/** Installs n8n before the first test, since it takes minutes when the cache is empty. */
export default async function () {
	await setup();
	installWholeN8n();
}
