New-Record HardeningChange @{
    ChangeId = '0123456789ab'; SetId = 's'; Time = [datetimeoffset] '2026-11-22T00:17:00Z'; AccountId = '111122223333'
    Region = 'us-east-1'; ResourceType = 'AWS::EC2::SecurityGroup'; ResourceId = 'sg-0123456789abcdef0'; Status = 'Interrupted'; Why = $long
}
