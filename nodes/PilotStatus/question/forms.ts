import type { IDataObject } from 'n8n-workflow';

import type { Reading } from './kept';

/** Most characters on a button and in a row of a list (section 3 of the API's documentation). */
const LONGEST = { button: 20, title: 24 };

/** What opens a list; the two languages of most users. */
const OPEN_LIST = 'Opções / Options';

/** The fields of a question besides its chat, and the text that people see of them and quote. */
export interface Form extends IDataObject {
	text: string;
}

/**
 * The forms that a question may have, the best first: what can be tapped, then words alone. A label that WhatsApp
 * would cut stands in the text.
 * @param isDouble whether declining is offered
 */
export function formsOf(message: string, reading: Reading, isDouble: boolean): Form[] {
	if (reading.kind === 'freeText') return [{ text: message }];
	if (reading.kind === 'approval') {
		const labels = reading.labels.slice(0, isDouble ? 2 : 1);
		const inWords = { text: `${message}\n\n${labels.map((label) => `*${label}*`).join(' / ')}` };
		const buttons = labels.map((label) => ({ type: 'reply', label }));
		const fits = labels.every((label) => label.length <= LONGEST.button);
		return fits ? [{ text: message, buttons }, inWords] : [inWords];
	}
	const { choices } = reading;
	const lines = choices.map((choice, index) => `${index + 1}. ${choice}`).join('\n');
	const inWords = { text: `${message}\n\n${lines}` };
	const rows = choices.map((title, index) => ({ title, rowId: String(index + 1) }));
	const list = { buttonText: OPEN_LIST, sections: [{ rows }] };
	const fits = choices.every((choice) => choice.length <= LONGEST.title);
	return fits ? [{ text: message, list }, inWords] : [inWords];
}
