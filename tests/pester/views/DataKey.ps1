New-Record DataKey @{
    DataKeyId = 'customer/123456789-and-then-some-more'; Version = 100; VersionCount = 100; Status = 'Disabled'
    KeyArn = 'arn:aws:kms:ap-southeast-4:123456789012:key/mrk-0123456789abcdef0123456789abcdef'; TableName = 'workshop_encryption_keys'
}
