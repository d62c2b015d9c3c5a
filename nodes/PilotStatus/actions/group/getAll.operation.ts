import { getAllChats } from '../chats';

/** `GET /v1/groups`. */
export const getAll = getAllChats('groups', {
	action: 'Get many groups',
	description: 'Retrieve a list of groups that the number is a member of',
});
