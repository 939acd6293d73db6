New-Record StateBucket @{
    Name = 'a-name-of-sixty-three-characters-which-is-what-s3-allows-at-most'; Arn = 'arn:aws:s3:::a'; Region = 'ap-southeast-4'
    Versioning = 'Suspended'; Encryption = 'aws:kms:dsse'; PublicAccessBlocked = $true; TlsOnly = $true; Status = 'Unchanged'
    ChangeId = '0123456789ab'
}
