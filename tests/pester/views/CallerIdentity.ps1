New-Record CallerIdentity @{
    AccountId = '111122223333'; PrincipalType = 'FederatedUser'; PrincipalName = $long; Region = 'ap-southeast-4'; Partition = 'aws'
    Arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/somebody@example.com'; UserId = 'x'
}
