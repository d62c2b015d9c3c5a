import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chatEntries, search } from '../shared/pickers/search';
import type { Entry } from '../shared/pickers/search';
import { listTemplates } from './templates';
import type { Template } from './templates';

/** Entries of the picker for newsletters, from `GET /v1/newsletters`. */
export async function searchNewsletters(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => await chatEntries(send, 'newsletters'), filter);
}

/** Entries of the picker for templates, from `GET /v1/templates`; those that cannot be sent say why. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => (await listTemplates(send)).map(toEntry), filter);
}

function toEntry({ id, name, category, obstacle }: Template): Entry {
	const label = category ? `${name} (${category})` : name;
	return { id, name: obstacle ? `${label}, cannot be sent: ${obstacle}` : label };
}
