import { getAllChats } from '../chats';

/** `GET /v1/newsletters`. */
export const getAll = getAllChats('newsletters', {
	action: 'Get many newsletters',
	description: 'Retrieve a list of newsletters (channels) that the number runs',
});
