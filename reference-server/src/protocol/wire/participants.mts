import type { Outcome } from '../../whatsapp/groups/membership.mts';
import type { Group, Participant } from '../../whatsapp/model.mts';
import { lidOf, withoutNinthDigit } from '../../whatsapp/people/phone.mts';
import type { GroupAnswer, WireParticipant, WireResult, WriteAnswer } from '../schemas/groups.mts';
import type { Shapes } from '../shapes.mts';

const PASCAL: Record<string, string> = { id: 'ID', jid: 'JID' };

/** A group as create and get answer it, in the form that the switches ask for. */
export function groupAnswer(group: Group, shapes: Shapes, withId: boolean): GroupAnswer {
	return {
		...(withId ? { id: group.id } : {}),
		subject: group.subject,
		participants: group.participants.map((participant) => wireParticipant(participant, shapes)),
	};
}

/** The body of add, remove, promote and demote. */
export function writeAnswer(outcomes: Outcome[], shapes: Shapes): WriteAnswer {
	const list = outcomes.map((outcome) => wireResult(outcome, shapes));
	switch (shapes.groupWriteBody) {
		case 'list':
			return list;
		case 'participants':
			return { participants: list };
		case 'results':
			return { results: list };
		case 'data':
			return { data: list };
		case 'success':
			return { success: true };
		case 'empty':
			return '';
	}
}

function wireParticipant({ number, role }: Participant, shapes: Shapes): WireParticipant {
	if (shapes.participantForm === 'string') return wireId(number, shapes);
	const fields: Record<string, unknown> = {
		[shapes.participantId]: wireId(number, shapes),
		...phoneBesideLid(number, shapes.participantId, shapes),
	};
	switch (shapes.participantRole) {
		case 'role':
			fields.role = role;
			break;
		case 'admin':
			fields.admin = role === 'member' ? null : role;
			break;
		case 'isAdmin':
			fields.isAdmin = role !== 'member';
			fields.isSuperAdmin = role === 'superadmin';
	}
	return inCase(fields, shapes.keyCase) as WireParticipant;
}

function wireResult({ number, status }: Outcome, shapes: Shapes): WireResult {
	const fields = {
		[shapes.resultId]: wireId(number, shapes),
		...phoneBesideLid(number, shapes.resultId, shapes),
		status: shapes.resultStatus === 'text' ? String(status) : status,
	};
	return inCase(fields, shapes.keyCase) as WireResult;
}

function wireId(number: string, shapes: Shapes): string {
	const digits = wireDigits(number, shapes);
	switch (shapes.idForm) {
		case 'jid':
			return `${digits}@s.whatsapp.net`;
		case 'digits':
			return digits;
		case 'device':
			return `${digits}:12@s.whatsapp.net`;
		case 'lid':
		case 'lidWithPhone':
			return lidOf(number);
	}
}

function wireDigits(number: string, shapes: Shapes): string {
	return shapes.ninthDigit === 'absent' ? withoutNinthDigit(number) : number;
}

/** With a hidden id, the number stands beside it under whichever name is still free. */
function phoneBesideLid(number: string, idName: string, shapes: Shapes): Record<string, string> {
	if (shapes.idForm !== 'lidWithPhone') return {};
	const name = idName === 'phoneNumber' ? 'phone' : 'phoneNumber';
	return { [name]: `${wireDigits(number, shapes)}@s.whatsapp.net` };
}

function inCase(fields: Record<string, unknown>, keyCase: Shapes['keyCase']): object {
	if (keyCase === 'camel') return fields;
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			PASCAL[name] ?? name.charAt(0).toUpperCase() + name.slice(1),
			value,
		]),
	);
}
