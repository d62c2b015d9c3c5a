import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	INodeCredentialsDetails,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { core, n8n } from '../../test/harness/core.mts';
import { credentialsHelper } from '../../test/harness/credentials.mts';
import { loader } from '../../test/harness/package.mts';
import { openCredentials } from './database.mts';
import { requireBesideCore, requirePart } from './n8n-parts.mts';

const { Container } = requireBesideCore('@n8n/di');
const { HttpHeaderAuth } = requirePart(
	'n8n-nodes-base/dist/credentials/HttpHeaderAuth.credentials.js',
);

const properties: Record<string, INodeProperties[]> = {
	pilotStatusApi: loader.getCredential('pilotStatusApi').type.properties,
	httpHeaderAuth: new HttpHeaderAuth().properties,
};

/** The key that encrypts credentials, as in an n8n that has never changed it. */
function provideKey(): void {
	const { encryptionKey } = Container.get(core.InstanceSettings);
	const value = Container.get(core.Cipher).encryptDEKWithInstanceKey(encryptionKey);
	const key = { id: 'legacy', value, algorithm: 'aes-256-cbc', format: 'no-prefix' };
	const give = async () => key;
	Container.get(core.EncryptionKeyProxy).setProvider({
		getActiveKey: give,
		getKeyById: give,
		getLegacyKey: give,
	});
}

/**
 * Credentials as n8n gives them to a node. Each time that one asks, n8n reads them from its database, decrypts them,
 * fills in defaults and looks for expressions, and so does this, with n8n's own code for each step; the HTTP Request
 * node asks twice for every item, so that a shortcut here would be one for that node alone.
 * @param data decrypted fields by type; their ids are their types
 */
export async function storedCredentials(data: Record<string, ICredentialDataDecryptedObject>) {
	provideKey();
	const database = await openCredentials();
	for (const [type, fields] of Object.entries(data)) {
		const credentials = new core.Credentials({ id: type, name: type }, type);
		await credentials.setData(fields);
		await database.save({ id: type, name: type, type, data: credentials.getDataToSave().data! });
	}
	const helper = credentialsHelper({});
	helper.getDecrypted = async (
		additionalData: IWorkflowExecuteAdditionalData,
		{ id }: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	) => {
		const { name, data: encrypted } = await database.find(id!, type);
		const fields = await new core.Credentials({ id, name }, type, encrypted).getData();
		const { getNodeParameters } = n8n.NodeHelpers;
		const filled = getNodeParameters(properties[type]!, fields as never, true, false, null, null)!;
		if (!values) return filled as ICredentialDataDecryptedObject;
		return values.workflow.expression.getParameterValue(
			filled,
			values.runExecutionData,
			values.runIndex,
			values.itemIndex,
			values.node.name,
			values.connectionInputData,
			mode,
			core.getAdditionalKeys(additionalData, mode, null),
			executeData,
			false,
			filled,
		) as ICredentialDataDecryptedObject;
	};
	return { helper, close: async () => await database.close() };
}
