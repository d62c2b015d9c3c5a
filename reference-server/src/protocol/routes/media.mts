import { ApiError } from '../../whatsapp/api-error.mts';
import { metaMediaId, metaPhoneNumberId } from '../../whatsapp/engines/meta-ids.mts';
import type { Media } from '../../whatsapp/model.mts';
import { numberOf } from '../context.mts';
import type { App, Context } from '../context.mts';
import { errorAnswers } from '../schemas/errors.mts';
import { mediaAnswer, mediaParams, mediaQuery } from '../schemas/media.mts';
import { mimeType } from '../wire/messages.mts';

/** `GET /media/:mediaId`: a file that somebody sent to a Meta number, as long as WhatsApp keeps it. */
export function addMediaDownloadRoute(app: App, { state }: Context): void {
	app.get(
		'/media/:mediaId',
		{
			config: {
				access: { scope: 'number', features: ['mediaDownloads'] },
				basis: { mark: 'sdk', source: 'MediaResource.download' },
			},
			schema: {
				params: mediaParams,
				querystring: mediaQuery,
				response: { 200: mediaAnswer, ...errorAnswers },
			},
		},
		async (request) => {
			const { mediaId } = request.params;
			const number = numberOf(request);
			const message = state.messages.find(
				(one) =>
					one.numberId === number.id &&
					one.direction === 'INBOUND' &&
					metaMediaId(one) === mediaId &&
					request.query.phoneNumberId === metaPhoneNumberId(number),
			);
			if (!message?.media) {
				throw new ApiError(404, 'MEDIA_NOT_FOUND', `WhatsApp has no file ${mediaId} any more.`);
			}
			const { filename: fileName } = message.media;
			const type = mimeType(message.media);
			return { base64: dataUri(message.media, type), mimeType: type, fileName, mediaId };
		},
	);
}

/** What the message came with; of a file at an address, which is not fetched, a few words (our choice). */
function dataUri({ url }: Media, type: string): string {
	if (url.startsWith('data:')) return url;
	return `data:${type};base64,${Buffer.from(`The file of ${url}`).toString('base64')}`;
}
