New-Record AccountSnapshotDifference @{
    ResourceType = 'AWS::EC2::EgressOnlyInternetGateway'; ResourceId = 'eigw-0123456789abcdef0'; Change = 'Changed'
    Members = [AwsHardening.AccountSnapshotMember[]] (
        [AwsHardening.AccountSnapshotMember]::new('Tags[Owner]', $null, "`"$long`""), [AwsHardening.AccountSnapshotMember]::new('State', '"a"', '"b"'))
}
