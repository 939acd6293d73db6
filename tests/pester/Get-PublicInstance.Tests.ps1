BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Get-PublicInstance' {
    BeforeAll { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterAll { Disconnect-AwsHardening }

    It 'finds the three web sites of item 14 reachable, by the names of the outputs' {
        $sites = Get-PublicInstance -Reachable
        $sites | Should -HaveCount 3
        $sites | Should -BeOfType AwsHardening.PublicInstance
        $sites.DnsName | Sort-Object | Should -Be (
            $session.Outputs['LoadBalancerFullDNS'], $session.Outputs['PoCWebServer1PublicDNS'], $session.Outputs['PoCWebServer2PublicDNS'] | Sort-Object)
        $sites.Open.Ports | Sort-Object -Unique | Should -Be '80'
    }

    It 'says why the others are not' {
        $others = Get-PublicInstance | Where-Object Reachable -EQ $false
        $others.Name | Should -Be 'Web Server for AZ1', 'Web Server for AZ2'
        $others[0].Reason | Should -BeLike 'public address, not reachable, because no internet route*'
    }

    It 'finds by id, name and VPC, also from the pipeline' {
        $poc = Get-PublicInstance -Name 'PoC*AZ1'
        (Get-PublicInstance $poc.ResourceId).Name | Should -Be $poc.Name
        ([pscustomobject]@{ InstanceId = $poc.ResourceId } | Get-PublicInstance).Name | Should -Be $poc.Name
        Get-PublicInstance -VpcId $poc.VpcId | Should -HaveCount 2
    }

    It 'reports an id that has no public address' {
        Get-PublicInstance i-0123456789abcdef0 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'PublicInstanceNotFound*'
        { Get-PublicInstance i-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'PublicInstanceNotFound*'
    }

    It 'leads on to the groups that open a thing' {
        $rules = Get-PublicInstance -Name 'PoC*AZ1' | Select-Object GroupId | Get-SgRule -Direction Ingress
        $rules.Ports | Sort-Object | Should -Be '22', '3389', '80'
    }
}

Describe 'Get-PublicInstance, items 127 and 128 and trap 12' {
    BeforeAll { $null = Connect-AwsHardening -Sandbox SecurityEssentials }
    AfterAll { Disconnect-AwsHardening }

    It 'shows both instances with addresses and groups, and that nobody reaches them' {
        $found = Get-PublicInstance
        $found.Name | Should -Be 'api', 'bastion'
        $found[0].GroupName | Sort-Object | Should -Be 'api_security_group', 'bastion_internal_security_group'
        $found[1].GroupName | Should -Be 'bastion_external_security_group'
        $found.PublicAddress | Should -HaveCount 2
        $found.Reachable | Should -Be $false, $false
        $found.Reason | Should -BeLike 'public address, not reachable, because no internet route*'
    }
}
