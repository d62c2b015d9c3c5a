import { open } from './switch.mts';

/** Switches of the group endpoints. */
export const GROUP_SWITCHES = {
	groupList: open(
		'The group list comes as `{ groups: [{ id, name }] }` or as a bare list of `{ id, subject }`',
		['groups', 'array'],
		'documented',
		'groups/list; GroupListItem is the other one',
	),
	groupCreateStatus: open(
		'Status of creating a group and of asking for its invite link',
		[200, 201],
		'chosen',
		'no page names it',
	),
	groupCreateBody: open(
		'Creating answers the group, or `{ jid, name, owner, added, failed }`',
		['group', 'addedFailed'],
		'documented',
		'groups/create; the other form is that of the engine behind Evolution GO',
	),
	groupWriteStatus: open(
		'Status of add, remove, promote, demote and pin; 204 leaves no room for a body',
		[200, 201, 204],
		'chosen',
		'no page names it',
	),
	groupWriteBody: open(
		'Body of add, remove, promote and demote on numbers other than Evolution GO',
		[
			'list',
			'participants',
			'results',
			'result',
			'data',
			'updateParticipants',
			'success',
			'message',
			'empty',
		],
		'chosen',
		'no page shows it; Evolution v2 answers results',
	),
	resultList: open(
		'Per-participant results are a list, or an object keyed by JID',
		['list', 'object'],
		'chosen',
		'no page shows it',
	),
	resultsListed: open(
		'Which results an answer lists: all as asked, in another order, or only the first one',
		['asked', 'reversed', 'first'],
		'chosen',
		'no page shows it',
	),
	resultId: open(
		'Name of the id in a per-participant result',
		['jid', 'id', 'lid', 'phone', 'phoneNumber', 'number'],
		'chosen',
		'no page shows it',
	),
	resultStatus: open(
		'Form of the status in a per-participant result; `error` is `Error: 403`',
		['text', 'number', 'error'],
		'chosen',
		'no page shows it',
	),
	participantForm: open(
		'A participant of a group is an object or only its id',
		['object', 'string'],
		'chosen',
		'no page shows it',
	),
	participantId: open(
		'Name of a participant’s id',
		['id', 'jid', 'lid', 'phone', 'phoneNumber', 'number'],
		'chosen',
		'no page shows it',
	),
	participantRole: open(
		'Name and form of a participant’s role',
		['role', 'admin', 'isAdmin'],
		'documented',
		'groups/get: participants with their roles',
	),
	keyCase: open(
		'Letter case of the keys in participants and results (`JID`, `PhoneNumber`)',
		['camel', 'pascal'],
		'chosen',
		'no page shows it; Go libraries write Pascal case',
	),
	idForm: open(
		'What the ids in participants and results look like',
		['jid', 'digits', 'device', 'lid', 'lidWithPhone'],
		'chosen',
		'no page shows it',
	),
	ninthDigit: open(
		'`absent`: WhatsApp answers with Brazilian JIDs in their old, one digit shorter form',
		['present', 'absent'],
		'chosen',
		'WhatsApp does either',
	),
	countryDigit: open(
		'`present`: WhatsApp answers with Mexico’s `521` for `52` and Argentina’s `549` for `54`',
		['absent', 'present'],
		'chosen',
		'WhatsApp does either',
	),
	groupGetId: open(
		'Whether reading a group repeats its id',
		['present', 'absent'],
		'chosen',
		'the page names subject and participants',
	),
	groupName: open(
		'Whether group messages, in lists and deliveries, name their group',
		['present', 'absent'],
		'documented',
		'messages/group; that it is often missing is seen',
	),
} as const;
