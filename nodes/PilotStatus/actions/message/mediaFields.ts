import type { INodeProperties } from 'n8n-workflow';

/** Fields that name a file and say what kind of media it is. */
export const mediaFields: INodeProperties[] = [
	{
		displayName: 'Media Source',
		name: 'mediaSource',
		type: 'options',
		options: [
			{ name: 'Binary File', value: 'binary', description: 'A file that an earlier node gave' },
			{ name: 'URL', value: 'url', description: 'A public address from which WhatsApp fetches it' },
		],
		default: 'url',
		description:
			'Where the file comes from. Numbers on Evolution GO take URLs only. The API has no field for a file name, so a document arrives under a name that WhatsApp chooses.',
	},
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/image.png',
		description: 'Public address of the file, starting with https:// or http://',
		displayOptions: { show: { mediaSource: ['url'] } },
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description: 'Name of the binary field of the item that holds the file',
		hint: 'Files of up to 16 MB can be sent',
		displayOptions: { show: { mediaSource: ['binary'] } },
	},
	{
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: [
			{ name: 'Audio', value: 'audio', description: 'Arrives as a voice note, without a caption' },
			{
				name: 'Automatic',
				value: 'auto',
				description: "By the file's MIME type, or by the ending of the URL",
			},
			{ name: 'Document', value: 'document', description: 'Arrives as a file to download' },
			{ name: 'Image', value: 'image', description: 'JPEG or PNG' },
			{ name: 'Sticker', value: 'sticker', description: 'WebP, without a caption' },
			{ name: 'Video', value: 'video', description: 'MP4 or 3GP' },
			{ name: 'Voice', value: 'voice', description: 'A voice note, without a caption' },
		],
		default: 'auto',
		description:
			'How WhatsApp shows the file. Automatic sends as a document what WhatsApp cannot show. Contacts and locations do not exist in the API.',
	},
];
