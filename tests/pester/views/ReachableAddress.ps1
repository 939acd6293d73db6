New-Record ReachableAddress @{
    AccountId = '111122223333'; Region = 'us-east-1'; Id = 'sg-0123456789abcdef0'; Direction = 'Egress'; IpAddress = '2001:db8:1234:5678:9abc:def0:1234:5678'
    NetworkInterfaceId = 'eni-0123456789abcdef0'; GroupId = [string[]] 'sg-0123456789abcdef0'; Traffic = 'tcp 22,3389,8080-8090'; Status = 'Reachable'
}
