import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { core, n8n } from './core.mts';
import { loader, nodeTypes } from './package.mts';

/**
 * What n8n's own helper does without its database: the package's credential type signs the request.
 * @param data decrypted fields of the one credential, e.g. `{ apiKey, baseUrl }`
 */
export function credentialsHelper(
	data: ICredentialDataDecryptedObject,
): IWorkflowExecuteAdditionalData['credentialsHelper'] {
	const typeOf = (name: string) => loader.getCredential(name).type;
	class Helper extends n8n.ICredentialsHelper {
		getParentTypes() {
			return [];
		}
		isCredentialUsableByNode() {
			return true;
		}
		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			typeName: string,
			options: IHttpRequestOptions,
		) {
			const { authenticate } = typeOf(typeName);
			if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
			return await authenticate(credentials, options);
		}
		async preAuthentication() {
			return undefined;
		}
		async runPreAuthentication() {
			return undefined;
		}
		async getCredentials(details: { id: string | null; name: string }, type: string) {
			return new core.Credentials({ id: details.id, name: details.name }, type, '');
		}
		async getDecrypted() {
			return structuredClone(data);
		}
		async updateCredentials() {}
		async updateCredentialsOauthTokenData() {}
		getCredentialsProperties(type: string) {
			return typeOf(type).properties;
		}
	}
	return new Helper() as unknown as IWorkflowExecuteAdditionalData['credentialsHelper'];
}

/**
 * Tests a credential as the "Test" button does: n8n wraps the request of the credential type into a
 * declarative node, lets its RoutingNode send it, and goes through the rules.
 * @param data decrypted fields of the credential
 * @returns what the button shows
 */
export async function testCredential(
	data: ICredentialDataDecryptedObject,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const type = loader.getCredential('pilotStatusApi').type as ICredentialType;
	const { request, rules = [] } = type.test as ICredentialTestRequest;
	const nodeType = structuredClone({
		description: loader.getNode('pilotStatus').type.description,
	}) as INodeType;
	nodeType.description.properties = [
		{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
	];
	const node: INode = {
		id: 't',
		name: 'Test',
		type: 'n8n-nodes-pilotstatus.pilotStatus',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { pilotStatusApi: { id: '1', name: 'Test' } },
	};
	const workflow = new n8n.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { ...nodeTypes, getByNameAndVersion: () => nodeType },
	});
	const input = { main: [[{ json: {} }]] };
	const runData = { resultData: { runData: {} } };
	const context = new core.ExecuteContext(
		workflow,
		node,
		additionalData(credentialsHelper(data)),
		'internal',
		runData as never,
		0,
		input.main[0]!,
		input,
		{ node, data: input, source: null },
		[],
	);
	const decrypted = { id: '1', name: 'Test', type: 'pilotStatusApi', data };
	try {
		await new core.RoutingNode(context as never, nodeType, decrypted as never).runNode();
	} catch (error) {
		const { cause, message } = error as Error & { cause?: { response?: { status: number } } };
		const status = cause?.response?.status;
		const rule = rules.find(
			({ type: kind, properties }) => kind === 'responseCode' && properties.value === status,
		);
		return { status: 'Error', message: rule?.properties.message ?? message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}
