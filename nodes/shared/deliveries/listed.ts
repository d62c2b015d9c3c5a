import type { IDataObject } from 'n8n-workflow';

import { readField } from '../values/json';

/** A group's message with sender and group under their usual names, where older answers have others; null is an answer. */
export function withUsualNames(message: IDataObject): IDataObject {
	const named = (name: string, ...others: string[]) => {
		const value = name in message ? undefined : readField(message, ...others);
		return value === undefined ? {} : { [name]: value };
	};
	return {
		...message,
		...named('from', 'fromNumber', 'sender', 'participantPhone'),
		...named('groupId', 'groupJid', 'chatId', 'remoteJid'),
	} as IDataObject;
}
