import type { IBinaryData, IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { groupIdOf, textIn, wordsOf } from '../shared/deliveries/message';
import { toJson } from '../shared/deliveries/read';
import type { Related } from './relations';
import { groupName, isNamed } from './groupNames';
import { fetchFile, hasFile } from './media';
import type { Settings } from './settings';

/** Whether something has to be asked for before an item is whole. */
export function needsMore({ data }: Related, settings: Settings, owner: string): boolean {
	const groupId = groupToName(data, settings);
	return (
		(settings.downloadMedia && hasFile(data)) || (groupId !== undefined && !isNamed(owner, groupId))
	);
}

/** The item of one delivery. */
export async function toItem(
	context: IWebhookFunctions,
	delivery: Related,
	settings: Settings,
	owner: string,
): Promise<INodeExecutionData> {
	const { json, file } = await complete(context, delivery, settings, owner);
	return file ? { json, binary: { data: file } } : { json };
}

/**
 * The item of a burst: the last message's fields, the words and the files of all.
 * @param burst at least one message, in any order
 */
export async function toBurstItem(
	context: IWebhookFunctions,
	burst: Related[],
	settings: Settings,
	owner: string,
): Promise<INodeExecutionData> {
	const sorted = [...burst].sort((a, b) => a.at - b.at);
	const parts = await Promise.all(
		sorted.map(async (delivery) => await complete(context, delivery, settings, owner)),
	);
	const messages = parts.map(({ json }) => json);
	const words = sorted.map(({ data }) => wordsOf(data)).filter((text) => text !== '');
	const json = {
		...messages[messages.length - 1],
		...(words.length > 0 && { content: words.join('\n') }),
		messages,
	};
	const files = parts.map(({ file }) => file).filter((file) => file !== undefined);
	if (files.length === 0) return { json };
	const binary = files.map((file, at) => [at === 0 ? 'data' : `data_${at}`, file]);
	return { json, binary: Object.fromEntries(binary) };
}

/** The JSON of a delivery with what has to be asked for; what cannot be had is left out. */
async function complete(
	context: IWebhookFunctions,
	delivery: Related,
	settings: Settings,
	owner: string,
): Promise<{ json: IDataObject; file?: IBinaryData }> {
	const json = toJson(delivery);
	const groupId = groupToName(delivery.data, settings);
	const [name, file] = await Promise.all([
		groupId === undefined ? undefined : groupName(context, owner, groupId),
		settings.downloadMedia && hasFile(json)
			? fetchFile(context, json, settings.maxMediaSize)
			: undefined,
	]);
	if (name !== undefined) json.groupName = name;
	if (typeof file === 'string') return { json: { ...json, mediaError: file } };
	return { json, file };
}

/** The group whose name is missing and wanted. */
function groupToName(data: IDataObject, { fillInGroupName }: Settings): string | undefined {
	return fillInGroupName && textIn(data.groupName) === undefined ? groupIdOf(data) : undefined;
}
