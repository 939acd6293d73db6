// The AWS Encryption SDK for JavaScript as an outside judge. One request a line on standard input, one answer a line.
const { buildClient, CommitmentPolicy, KmsKeyringNode, RawAesKeyringNode, AlgorithmSuiteIdentifier, getClient, KMS,
  RawAesWrappingSuiteIdentifier } = require('@aws-crypto/client-node')

const endpoint = process.argv[2]
const clientProvider = getClient(KMS, {
  endpoint, credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' }
})

function keyring (request) {
  if (request.raw) {
    const { name, namespace } = request
    return new RawAesKeyringNode({
      keyName: name, keyNamespace: namespace, unencryptedMasterKey: new Uint8Array(Buffer.from(request.raw, 'base64')),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING
    })
  }

  return request.discovery
    ? new KmsKeyringNode({ clientProvider, discovery: true })
    : new KmsKeyringNode({ clientProvider, generatorKeyId: request.key })
}

async function answer (request) {
  const { encrypt, decrypt } = buildClient(
    request.policy ? CommitmentPolicy[request.policy] : CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
  const data = Buffer.from(request.data, 'base64')
  if (request.verb === 'encrypt') {
    const { result } = await encrypt(keyring(request), data, {
      encryptionContext: request.context, suiteId: request.suite, frameLength: request.frame
    })
    return { data: result.toString('base64') }
  }

  const { plaintext, messageHeader } = await decrypt(keyring(request), data)
  return { data: plaintext.toString('base64'), context: messageHeader.encryptionContext }
}

require('readline').createInterface({ input: process.stdin }).on('line', async line => {
  try {
    console.log(JSON.stringify(await answer(JSON.parse(line))))
  } catch (e) {
    console.log(JSON.stringify({ error: String(e && e.message) }))
  }
})
