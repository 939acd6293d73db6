New-Record AccountSnapshot @{
    Path = "/somewhere/$long"; AccountId = '111122223333'; Region = 'ap-southeast-4'; ExportedAt = [datetimeoffset] '2026-11-22T00:17:00Z'
    ResourceCount = 123456; Unread = [string[]] ('AWS::EC2::RouteTable', 'AWS::EC2::EgressOnlyInternetGateway'); Length = 1234567
}
