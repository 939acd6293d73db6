New-Record VaultCredential @{
    Name = 'personal-admin-of-the-production-account'; AccessKeyId = 'AKIAIOSFODNN7EXAMPLE'; AccountId = '123456789012'; UserName = 'operator-of-everything'
    MfaSerial = 'arn:aws:iam::123456789012:mfa/operator'; CreatedAt = [datetimeoffset] '2026-01-01'; SessionExpiresAt = [datetimeoffset] '2026-01-01 12:00:00'
    Rotation = 'Old key AKIAIOSFODNN7EXAMPLE is not deleted yet; Update-AccessKey -Name personal-admin goes on.'; VaultKind = 'File'; Vault = '/home/operator/.local/state/aws-hardening/vault.json'
}
