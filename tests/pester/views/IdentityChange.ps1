New-Record IdentityChange @{
    ResourceType = 'AWS::IAM::ManagedPolicy'; ResourceId = "arn:aws:iam::123456789012:policy/$long"; Action = $long; Status = 'Declined'
    ChangeId = '0123456789ab'; AccountId = '123456789012'
}
