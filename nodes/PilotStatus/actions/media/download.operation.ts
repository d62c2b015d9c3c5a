import { pathTo } from '../../../shared/requests/path';
import { readFile } from '../../../shared/requests/file';
import { BEGINNING, toFileName, toMimeType } from '../../../shared/values/fileType';
import { failureFromOddResponse, ofThisKey } from '../../../shared/words/errors';
import { binaryField, optionsField } from '../../fields';
import type { Job, Operation } from '../../operation';

/** `GET /v1/media/{mediaId}`. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download media file',
	description: 'Fetch a file that somebody sent to a Meta number, as long as WhatsApp keeps it',
	fields: [
		{
			displayName: 'Media ID',
			name: 'mediaId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.mediaId }}',
			description: 'ID of the file, as the trigger gives it in mediaId',
		},
		{
			displayName: 'Phone Number ID',
			name: 'phoneNumberId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.phoneNumberId }}',
			description: 'ID that Meta gave your number, as the trigger gives it in phoneNumberId',
		},
		binaryField,
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const hint = (name: string) => `Give the '${name}' of the trigger's item.`;
		const read = (name: string, field: string) => parameters.id(name, field, hint(name));
		const mediaId = read('mediaId', 'Media ID');
		const phoneNumberId = read('phoneNumberId', 'Phone Number ID');
		const path = pathTo('/media', mediaId, 'Media ID');
		const field = parameters.binaryField();
		const { helpers } = parameters.context;
		const job: Job = {
			async run(send) {
				const response = await send({
					method: 'GET',
					path,
					qs: { phoneNumberId },
					isFile: true,
					about: ofThisKey('file', mediaId),
					hintForMissing:
						'WhatsApp keeps files for minutes to days: download them as soon as the trigger gives them, with the key of the number that got them.',
				});
				const { file, type, ...given } = readFile(response);
				if (!file) throw failureFromOddResponse(200, 'no file');
				const fileName = toFileName(given.fileName);
				const head = async () => file.subarray(0, BEGINNING);
				const mimeType = await toMimeType(type, fileName ?? '', head);
				job.binary = { [field]: await helpers.prepareBinaryData(file, fileName, mimeType) };
				return [{ mediaId, mimeType, fileName: fileName ?? null, fileSize: file.length }];
			},
		};
		return job;
	},
};
