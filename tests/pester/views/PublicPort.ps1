New-Record PublicPort @{
    AccountId = '111122223333'; Region = 'ap-southeast-4'; IpAddress = '2001:0db8:1234:5678:9abc:def0:1234:5678'; Port = 65535; Protocol = 'tcp'
    Found = 'Filtered'; Predicted = 'Unknown'; Agrees = $null; ResourceId = 'i-0123456789abcdef0'; Name = 'a server'
    Service = 'microsoft-ds Windows Server 2022'; Reason = $long
}
