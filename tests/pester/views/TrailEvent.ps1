New-Record TrailEvent @{
    Time = [DateTimeOffset]'2026-01-02T03:04:05Z'; UserName = $long; EventName = 'AuthorizeSecurityGroupIngress'; EventSource = 'ec2.amazonaws.com'
    Resources = [AwsHardening.TrailEventResource[]]@([AwsHardening.TrailEventResource]::new('AWS::EC2::SecurityGroup', 'sg-0123456789abcdef0'))
    SourceIPAddress = '198.51.100.255'; ErrorCode = 'Client.UnauthorizedOperation'; Region = 'eu-west-1'; EventId = 'e'; Record = '{}'
}
