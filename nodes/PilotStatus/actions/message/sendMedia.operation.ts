import { Failure, quote } from '../../../shared/words/failure';
import { messageOptionsField } from '../../fields';
import { hintsOf } from '../../hints';
import type { Operation } from '../../operation';
import { readMedia } from './media';
import { mediaFields } from './mediaFields';
import { destinationFields, readDestination, sendMessage, sendTarget } from './send';
import { readSendOptions, sendOptions } from './sendOptions';

/** What has no caption, and how to call it. */
const WITHOUT_CAPTION = new Map([
	['audio', 'audio'],
	['voice', 'a voice note'],
	['sticker', 'a sticker'],
]);

/** `POST /v1/messages/send` with `media`. */
export const sendMedia: Operation = {
	value: 'sendMedia',
	name: 'Send Media',
	action: 'Send media message',
	description: 'Send an image, a video, a document, a voice note or a sticker',
	fields: [
		...destinationFields,
		...mediaFields,
		{
			displayName: 'Caption',
			name: 'caption',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Planta do térreo',
			description: 'Text under the file; audio, voice notes and stickers have none',
		},
		messageOptionsField(...sendOptions),
	],
	writes: true,
	target: sendTarget,
	async prepare(parameters) {
		const destination = readDestination(parameters);
		const media = await readMedia(parameters, {
			mediaSource: parameters.choice('mediaSource'),
			mediaUrl: parameters.readShown('mediaUrl'),
			binaryPropertyName: parameters.readShown('binaryPropertyName'),
			mediaType: parameters.choice('mediaType'),
		});
		const caption = parameters.optionalText('caption', 'Caption', 'Write the caption as text.');
		if (caption !== '' && WITHOUT_CAPTION.has(media.mediaType)) {
			throw new Failure(
				`${quote(caption)} in 'Caption' cannot be sent with ${WITHOUT_CAPTION.get(media.mediaType)}`,
				"Empty 'Caption', and send the text as a message of its own.",
			);
		}
		hintsOf(parameters.context).text(caption, parameters.index);
		const fields = {
			...(caption !== '' && { caption }),
			...readSendOptions(parameters),
		};
		return sendMessage(parameters, {
			destination,
			content: () => [fields, media.identity],
			makeBody: async (to) => await media.toBody({ ...to, ...fields }),
			bytes: media.bytes,
		});
	},
};
