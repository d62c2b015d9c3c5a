import { findGroup, setRole } from '../whatsapp/groups/membership.mts';
import type { WhatsAppNumber } from '../whatsapp/model.mts';
import { sameAccount } from '../whatsapp/people/phone.mts';
import type { State } from '../whatsapp/state.mts';
import type { MemberBody } from './requests.mts';

/**
 * Somebody joins a group by its link, leaves it, or gets another role, by hand and in no time; no webhook hears of it.
 *
 * @throws ApiError 404 for a group that the number is not in
 */
export function changeMember(state: State, number: WhatsAppNumber, body: MemberBody): void {
	const { groupId, member, change } = body;
	const group = findGroup(state, number, groupId);
	const others = group.participants.filter((one) => !sameAccount(one.number, member));
	const isIn = others.length < group.participants.length;
	if (change === 'join' && !isIn) group.participants.push({ number: member, role: 'member' });
	if (change === 'leave') group.participants = others;
	if (change === 'promote' || change === 'demote') {
		setRole(group, [member], change === 'promote' ? 'admin' : 'member');
	}
	state.events.emit('changed');
}
