New-Record HardeningJournal @{
    AccountId = '123456789012'; Type = [AwsHardening.HardeningJournalType]::Shared
    Location = 's3://a-name-of-sixty-three-characters-which-is-what-s3-allows-at-most/aws-hardening/123456789012/'
    EntryCount = 1234567; ChangeCount = 123456; LastEntryTime = [datetimeoffset]'2026-11-22T01:02:03Z'; IsIntact = $false
    Writer = 'process 4194304 on a-machine-with-a-long-name'; WriterSince = [datetimeoffset]'2026-11-22T01:02:03Z'
}
