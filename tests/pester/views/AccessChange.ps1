New-Record AccessChange @{
    ResourceType = 'AWS::IAM::InstanceProfile'; ResourceId = $long; Action = $long; Status = 'Declined'; ChangeId = '0123456789ab'
    Region = 'ap-southeast-4'
}
