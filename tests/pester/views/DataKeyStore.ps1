New-Record DataKeyStore @{
    TableName = 'workshop_encryption_keys_of_every_team'; KeyAlias = 'alias/workshop-of-every-team'; KeyRotationEnabled = $true
    KmsEncrypted = $true; PointInTimeRecoveryEnabled = $false; DeletionProtectionEnabled = $true; Status = 'Unchanged'
}
