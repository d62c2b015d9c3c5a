import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chatEntries, search } from '../shared/pickers/search';
import type { Entry } from '../shared/pickers/search';
import type { Send } from '../shared/requests/request';
import { readField } from '../shared/values/json';
import { listNumbers } from './actions/number/numbers';
import { listTemplates, toTemplate } from './templates';
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
	const list = async (send: Send) =>
		(await listTemplates(send)).flatMap((raw) => toTemplate(raw) ?? []).map(toEntry);
	return await search(this, list, filter);
}

/** Entries of the picker for the account's own numbers, from `GET /v1/numbers`. */
export async function searchNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, async (send) => (await listNumbers(send)).map(toNumberEntry), filter);
}

function toNumberEntry(one: IDataObject): Entry {
	const id = String(one.id ?? '');
	const facts = [one.number, readField(one, 'state')].filter(Boolean).join(', ');
	return { id, name: `${String(one.name ?? one.instanceName ?? id)}${facts && ` (${facts})`}` };
}

function toEntry({ id, name, category, obstacle }: Template): Entry {
	const label = category ? `${name} (${category})` : name;
	return { id, name: obstacle ? `${label}, cannot be sent: ${obstacle}` : label };
}
