import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Failure } from '../../../shared/words/failure';
import { parseAddress, refusePrivate } from '../../../shared/values/address';
import { valuesIn } from '../../../shared/values/json';
import { isBlank } from '../../../shared/values/marks';
import { toChoice } from '../../../shared/values/setting';
import { toText } from '../../../shared/values/text';
import { messageOptionsField } from '../../fields';
import type { Operation } from '../../operation';
import { asInTemplate, buttonFields, buttonsField, toButtons } from './buttons';
import { destinationFields, readDestination, sendFields, sendTarget, textField } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** How many cards a carousel has (section 3 of the API's documentation). */
const CARDS = { least: 2, most: 10 };

/** What a button of a card can do. */
const TYPES = ['QUICK_REPLY', 'URL'];

const cardButtons = buttonFields
	.filter(({ name }) => ['type', 'text', 'url'].includes(name))
	.map((field) => {
		const options = field.options?.filter(
			(one) => 'value' in one && TYPES.includes(`${one.value}`),
		);
		return options ? { ...field, options } : field;
	});

const cardsField: INodeProperties = {
	displayName: 'Cards',
	name: 'cards',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	required: true,
	placeholder: 'Add Card',
	description: 'Two to ten cards, each with a picture or a video',
	options: [
		{
			displayName: 'Card',
			name: 'values',
			values: [
				{
					displayName: 'Media URL',
					name: 'mediaUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/image.png',
					description: 'Public address of the picture or video, starting with https:// or http://',
				},
				{
					displayName: 'Media Format',
					name: 'mediaFormat',
					type: 'options',
					options: [
						{ name: 'Image', value: 'IMAGE' },
						{ name: 'Video', value: 'VIDEO' },
					],
					default: 'IMAGE',
					description: 'What the address leads to',
				},
				{
					displayName: 'Body',
					name: 'body',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					description: 'Text of the card',
				},
				buttonsField('Buttons under the card', cardButtons),
			],
		},
	],
};

/** `POST /v1/messages/send` with `carousel`. */
export const sendCarousel: Operation = {
	value: 'sendCarousel',
	name: 'Send Carousel',
	action: 'Send carousel message',
	description: 'Send two to ten cards side by side, each with a picture or video of its own',
	fields: [...destinationFields, textField, cardsField, messageOptionsField(...sendOptions)],
	writes: true,
	target: sendTarget,
	prepare(parameters) {
		const destination = readDestination(parameters);
		const text = parameters.text('text', 'Text', 'Write what stands above the cards.');
		const given = valuesIn(parameters.read('cards'));
		if (given.length < CARDS.least || given.length > CARDS.most) {
			throw new Failure(
				`'Cards' holds ${given.length}, and a carousel has ${CARDS.least} to ${CARDS.most}`,
				given.length < CARDS.least
					? 'Add cards, or use Send Media for a single picture.'
					: 'Remove cards, or send a second carousel with the others.',
			);
		}
		const fields = { text, carousel: { cards: given.map(toCard) }, ...readSendOptions(parameters) };
		return sendFields(parameters, destination, fields);
	},
};

function toCard({ mediaUrl, mediaFormat, body, buttons }: IDataObject, nth: number): IDataObject {
	const card = `Card ${nth + 1}`;
	const hint = `Give ${card} the public address of a picture or video, starting with https:// or http://.`;
	const url = parseAddress(mediaUrl, `Media URL of ${card}`, hint);
	if (url === '') throw new Failure(`${card} has no 'Media URL'`, hint);
	refusePrivate(url, `Media URL of ${card}`);
	const format = toChoice(mediaFormat, `Media Format of ${card}`, ['IMAGE', 'VIDEO']) ?? 'IMAGE';
	const text = toText(body, `Body of ${card}`, "Write 'Body' as text.");
	const given = valuesIn(buttons);
	for (const { type } of given) toChoice(type, `Type of a button of ${card}`, TYPES);
	const read = toButtons(given, undefined, ` of ${card}`).map(asInTemplate);
	return {
		media: { url, format },
		...(!isBlank(text) && { body: text }),
		...(read.length > 0 && { buttons: read }),
	};
}
